"""How Dovecot is told to serve any mailbox with one password, as root or as an ordinary user."""

from __future__ import annotations

import datetime as dt
import grp
import ipaddress
import os
import pwd
import shutil
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

#: None where it is not installed.
PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

_CONFIGURATION = """
protocols = imap
listen = {host}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
{unprivileged}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    address = {host}
    port = {imap}
  }}
  inet_listener imaps {{
    address = {host}
    port = {imaps}
    ssl = yes
  }}
}}
"""
#: An ordinary user can neither change root nor own other users' sockets.
_UNPRIVILEGED = """
service anvil {
  chroot =
}
service stats {
  chroot =
}
"""


def configure(folder: Path, host: str, password: str, imap: int, imaps: int) -> None:
    """Writes ``dovecot.conf`` and makes the folder that mailboxes appear in."""
    is_root = os.geteuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    mail = folder / "mail"
    mail.mkdir()
    if is_root:
        os.chown(mail, owner.pw_uid, owner.pw_gid)
    text = _CONFIGURATION.format(
        host=host,
        folder=folder,
        password=password,
        imap=imap,
        imaps=imaps,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        internal="dovecot" if is_root else owner.pw_name,
        login="dovenull" if is_root else owner.pw_name,
        group="dovecot" if is_root else grp.getgrgid(owner.pw_gid).gr_name,
        unprivileged="" if is_root else _UNPRIVILEGED,
        chroot="" if is_root else "chroot =",
    )
    (folder / "dovecot.conf").write_text(text)


def make_certificate(folder: Path) -> None:
    """A certificate for 127.0.0.1 that vouches for itself: ``cert.pem`` and ``key.pem``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail peer")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
