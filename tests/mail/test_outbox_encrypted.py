"""Mail over TLS: the server's certificate is checked before a password or a mail is sent."""

import ssl
from datetime import timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from blueprints.core import clock

USER, PASSWORD = "aerial", "a mast in the fog"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "mail.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return path


@pytest.fixture
def passwords():
    """Return what the server was given as passwords."""
    return []


@pytest.fixture
def server(mail_server, certificate, passwords):
    """A mail server that wants STARTTLS, and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def weigh(_server, _session, _envelope, _mechanism, given):
        passwords.append((given.login, given.password))
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)

    return mail_server(tls_context=context, require_starttls=True, auth_required=True,
                       authenticator=weigh)  # fmt: skip


@pytest.fixture
def box(make_app, server, outbox_of):
    """The outbox of a station that has that server."""
    return outbox_of(
        make_app(
            RADIO_MAIL_SERVER="127.0.0.1",
            RADIO_MAIL_PORT=server.port,
            RADIO_MAIL_USE_TLS="yes",
            RADIO_MAIL_USERNAME=USER,
            RADIO_MAIL_PASSWORD=PASSWORD,
        )
    )


def test_an_unknown_server_gets_neither_mail_nor_password(box, server, passwords):
    box.post()
    box.send()
    assert "certificate verify failed" in box.trouble()
    assert server.post.taken == passwords == []


def test_a_known_server_gets_both(box, server, passwords, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box.post()
    box.send()
    assert box.row().failure == ""
    assert len(server.post.taken) == 1
    assert passwords == [(USER.encode(), PASSWORD.encode())]


def test_a_wrong_password_is_trouble_that_does_not_tell_it(
    make_app, outbox_of, server, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wrong = {"RADIO_MAIL_USERNAME": USER, "RADIO_MAIL_PASSWORD": "not the mast"}
    box = outbox_of(make_app(RADIO_MAIL_SERVER="127.0.0.1", RADIO_MAIL_PORT=server.port,
                             RADIO_MAIL_USE_TLS="yes", **wrong))  # fmt: skip
    box.post()
    box.send()
    assert box.row().given_up_at is None
    assert "535" in box.trouble()
    assert "mast" not in box.trouble()


def test_a_server_without_starttls_gets_nothing(make_app, mail_server, outbox_of):
    plain = mail_server()
    box = outbox_of(make_app(RADIO_MAIL_SERVER="127.0.0.1", RADIO_MAIL_PORT=plain.port,
                             RADIO_MAIL_USE_TLS="yes"))  # fmt: skip
    box.post()
    box.send()
    assert "STARTTLS" in box.trouble()
    assert plain.post.taken == []
