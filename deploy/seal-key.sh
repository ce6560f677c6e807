#!/bin/sh
# Prints what .env needs for accepted estimates to be sealed: a new key, with a certificate that only itself vouches for.
# usage: sh deploy/seal-key.sh "Name on the seal"
set -eu
command -v openssl > /dev/null || { echo "openssl is missing: accepted estimates stay unsealed until SEAL_PKCS12 is set." >&2; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
umask 077
password=$(openssl rand -hex 32)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -sha256 \
  -subj "/CN=${1:-Porchlight}" -addext "keyUsage=critical,digitalSignature,nonRepudiation" \
  -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2> /dev/null
openssl pkcs12 -export -inkey "$folder/key.pem" -in "$folder/certificate.pem" -passout "pass:$password" -out "$folder/seal.p12"
printf 'SEAL_PKCS12=%s\nSEAL_PASSWORD=%s\n' "$(openssl base64 -A -in "$folder/seal.p12")" "$password"
