// The chats of chat.bsky.convo, in memory, behind the service tokens that a real PDS signs.
//
// Source: the lexicons chat.bsky.convo.* and chat.bsky.actor.declaration.
export class Chats {
  constructor(verify) {
    this.verify = verify
    this.convos = new Map()
    this.log = []
    this.closed = new Set()
    this.number = 0
  }

  // Every method that a desk asks for; whoever is not proven by a token for just this method gets a 401.
  async answer(request, response) {
    const url = new URL(request.url, 'http://chat')
    const method = url.pathname.replace('/xrpc/', '')
    const body = await read(request)
    try {
      const token = (request.headers.authorization ?? '').replace('Bearer ', '')
      const { iss } = await this.verify(token, method)
      say(response, 200, this[method.split('.').pop()](iss.split('#')[0], url.searchParams, body))
    } catch (error) {
      const status = error.status ?? (error.type ? 401 : 400)
      say(response, status, { error: error.name, message: error.message })
    }
  }

  getConvoAvailability(me, query) {
    const [other] = query.getAll('members')
    return { canChat: !this.closed.has(other) }
  }

  getConvoForMembers(me, query) {
    const members = [...new Set([me, ...query.getAll('members')])].sort()
    if (members.some((each) => each !== me && this.closed.has(each))) {
      throw Object.assign(new Error('recipient has disabled incoming messages'), { name: 'MessagesDisabled' })
    }
    const id = `convo-${members.join('+').replaceAll(/[^a-z0-9+]/g, '')}`
    if (!this.convos.has(id)) this.convos.set(id, { id, members, messages: [] })
    return { convo: this.view(this.convos.get(id)) }
  }

  sendMessage(me, query, { convoId, message }) {
    const convo = this.ours(me, convoId)
    this.number += 1
    const told = {
      $type: 'chat.bsky.convo.defs#messageView',
      id: `message-${this.number}`,
      rev: String(this.number).padStart(13, '2'),
      text: message.text,
      sender: { did: me },
      sentAt: new Date().toISOString(),
    }
    convo.messages.unshift(told)
    this.log.push({ members: convo.members, entry: { $type: 'chat.bsky.convo.defs#logCreateMessage', rev: told.rev, convoId, message: told } })
    return told
  }

  getMessages(me, query) {
    return { messages: this.ours(me, query.get('convoId')).messages }
  }

  getLog(me, query) {
    const since = query.get('cursor') ?? ''
    const logs = this.log.filter(({ members, entry }) => members.includes(me) && entry.rev > since)
    return { cursor: this.log.at(-1)?.entry.rev ?? since, logs: logs.map(({ entry }) => entry) }
  }

  listConvos(me) {
    return { convos: [...this.convos.values()].filter(({ members }) => members.includes(me)).map((each) => this.view(each)) }
  }

  // Not of the network: whoever calls takes no chats from now on.
  close(me) {
    this.closed.add(me)
    return {}
  }

  ours(me, id) {
    const convo = this.convos.get(id)
    if (!convo?.members.includes(me)) throw Object.assign(new Error('Convo not found'), { name: 'InvalidConvo' })
    return convo
  }

  view({ id, members, messages }) {
    return { id, rev: '2', muted: false, unreadCount: messages.length, members: members.map((did) => ({ did, handle: did })) }
  }
}

const read = async (request) => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text ? JSON.parse(text) : {}
}

const say = (response, status, told) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(told))
}
