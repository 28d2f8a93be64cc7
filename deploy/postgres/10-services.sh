#!/bin/bash
# Runs once, when the empty database server is set up: a database and two roles for each service.
set -euo pipefail
for service in budget reporting audit; do
    psql -X -q -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        -v service="$service" \
        -v owner_password="$(cat "/run/secrets/${service}_owner_password")" \
        -v runtime_password="$(cat "/run/secrets/${service}_runtime_password")" \
        -f /docker-entrypoint-initdb.d/sql/service.sql
done
