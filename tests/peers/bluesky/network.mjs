// A real Bluesky on this machine: PLC directory, PDS and AppView as Bluesky itself runs them, and chats beside them.
//
// Usage: node network.mjs NODE_MODULES DATABASE_URL. Says its addresses as one line of JSON when it stands, and
// ends when its input ends: whoever started it is gone then.
import { createServer } from 'node:http'
import { flushCompileCache } from 'node:module'
import net from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { Chats } from './chats.mjs'

const [modules, database] = process.argv.slice(2)
const part = (path) => import(pathToFileURL(join(modules, '@atproto', path)))

// Everything here belongs to this machine alone.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number' || typeof first === 'string') {
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...rest.filter((each) => typeof each === 'function'))
  }
  return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
}

const { TestPlc } = await part('dev-env/dist/plc.js')
const { TestPds } = await part('dev-env/dist/pds.js')
const { TestBsky } = await part('dev-env/dist/bsky.js')
const { TestBsync } = await part('dev-env/dist/bsync.js')
const { mockNetworkUtilities } = await part('dev-env/dist/util.js')
const { default: freePort } = await part('dev-env/dist/get-port.js')
const { verifyJwt } = await part('xrpc-server/dist/index.js')

const plc = await TestPlc.create({})
const pdsPort = await freePort()
const bsync = await TestBsync.create({ apiKeys: ['between-us'], dbUrl: database, dbSchema: 'bsync' })
const bsky = await TestBsky.create({
  plcUrl: plc.url,
  pdsPort,
  bsyncApiKey: 'between-us',
  bsyncUrl: bsync.url,
  repoProvider: `ws://localhost:${pdsPort}`,
  dbPostgresSchema: 'appview',
  dbPostgresUrl: database,
})
bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
const pds = await TestPds.create({
  port: pdsPort,
  didPlcUrl: plc.url,
  bskyAppViewUrl: bsky.url,
  bskyAppViewDid: bsky.ctx.cfg.serverDid,
})
mockNetworkUtilities(pds, bsky)

// No open chat server exists; the real PDS signs for ours as it does for Bluesky's.
const CHAT = 'did:web:api.bsky.chat'
const chats = new Chats((token, method) =>
  verifyJwt(token, CHAT, method, async (did) => {
    const document = await pds.ctx.idResolver.did.resolveAtprotoData(did)
    return document.signingKey
  }),
)
const chatServer = createServer((request, response) => chats.answer(request, response))
const chatPort = await freePort()
await new Promise((resolve) => chatServer.listen(chatPort, resolve))
const resolve = pds.ctx.idResolver.did.resolveNoCache
pds.ctx.idResolver.did.resolveNoCache = async (did) =>
  did === CHAT
    ? {
        id: CHAT,
        service: [{ id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: `http://localhost:${chatPort}` }],
      }
    : resolve.call(pds.ctx.idResolver.did, did)

process.stdout.write(`${JSON.stringify({ pds: pds.url, appview: bsky.url, chat: `http://127.0.0.1:${chatPort}` })}\n`)
// Compiled once: the next start needs a part of the time. It is killed at the end, so it is kept now.
flushCompileCache()
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
