#!/bin/sh
# Makes the certificates of the simulated storage host anew. For tests only: the keys lie open in the repository and
# the key of the authority is thrown away, so that nothing else can ever be signed with it. Valid from 2020 to 2120,
# because the clock of a test machine may be anything.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat > "$work/ca.conf" <<CONF
[ca]
default_ca = throwaway
[throwaway]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[storage]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1,DNS:localhost
[wrong]
basicConstraints = CA:FALSE
subjectAltName = DNS:elsewhere.example.com
CONF

# request <name> <subject> <key file>
request() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$2" \
    -keyout "$3" -out "$work/$1.csr"
}
# sign <name> <options of openssl ca...>
sign() {
  name=$1
  shift
  openssl ca -batch -config "$work/ca.conf" -notext -startdate 20200101000000Z -enddate 21200101000000Z \
    -extensions "$name" -in "$work/$name.csr" -out "$name.pem" "$@"
}

request authority 'Test only: authority of the simulated platform' "$work/authority.key"
sign authority -selfsign -keyfile "$work/authority.key"
request storage 'Test only: storage host' storage.key
sign storage -cert authority.pem -keyfile "$work/authority.key"
request wrong 'Test only: wrong host' wrong.key
sign wrong -selfsign -keyfile wrong.key
chmod 644 ./*.pem ./*.key
