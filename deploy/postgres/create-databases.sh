#!/bin/sh
# One database and one role per service; nothing is shared but the server. Does nothing where they exist.
set -eu
export PGPASSWORD="$POSTGRES_PASSWORD"
run() { psql -v ON_ERROR_STOP=1 -qtA -h postgres -U postgres "$@"; }
for service in portal quotes billing notifications referrals; do
    if [ -z "$(run -c "SELECT 1 FROM pg_roles WHERE rolname = '$service'")" ]; then
        run -c "CREATE ROLE $service LOGIN"
    fi
    run -c "ALTER ROLE $service PASSWORD '$POSTGRES_PASSWORD'"
    if [ -z "$(run -c "SELECT 1 FROM pg_database WHERE datname = '$service'")" ]; then
        run -c "CREATE DATABASE $service OWNER $service"
        run -c "REVOKE CONNECT ON DATABASE $service FROM PUBLIC"
    fi
done
