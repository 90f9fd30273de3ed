"""A web application as PyPI's Authlib makes it: it is told the issuer, its client_id and its secret, and nothing else.

It writes one line of JSON for each thing it has to say, and reads the address that brought the answer, a line too.
"""

import json
import os
import sys

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

issuer, client_id, secret, redirect_uri = sys.argv[1:]
metadata = requests.get(f"{issuer}/.well-known/openid-configuration").json()
session = OAuth2Session(
    client_id,
    secret,
    scope="openid profile email offline_access",
    redirect_uri=redirect_uri,
    code_challenge_method="S256",
    token_endpoint=metadata["token_endpoint"],
)


def say(thing):
    print(json.dumps(thing), flush=True)


def read_id_token(token, **expected):
    keys = KeySet.import_key_set(requests.get(metadata["jwks_uri"]).json())
    algorithms = metadata["id_token_signing_alg_values_supported"]
    read = jwt.decode(token["id_token"], keys, algorithms=algorithms)
    options = {"iss": {"value": issuer}, "aud": {"value": client_id}}
    claims = CodeIDToken(read.claims, read.header, options, {"client_id": client_id, **expected})
    claims.validate(leeway=5)
    return dict(claims)


nonce, verifier = generate_token(20), generate_token(48)
url, state = session.create_authorization_url(
    metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier, prompt="create"
)
say(url)

answer = sys.stdin.readline().strip()
token = session.fetch_token(authorization_response=answer, state=state, code_verifier=verifier)
say(read_id_token(token, nonce=nonce, access_token=token["access_token"]))
say(session.get(metadata["userinfo_endpoint"]).json())

refreshed = session.refresh_token(metadata["token_endpoint"])
assert refreshed["access_token"] != token["access_token"]
say(read_id_token(refreshed, access_token=refreshed["access_token"]))

session.revoke_token(metadata["revocation_endpoint"], token=refreshed["refresh_token"], token_type_hint="refresh_token")
say(session.get(metadata["userinfo_endpoint"]).status_code)
