#!/usr/bin/env bash
# Runs once, when the database's volume is new: Waymark's own login and database. The login is no
# superuser; it may take on the two roles that the tenant boundary is made of.
set -euo pipefail

psql --no-psqlrc --set=ON_ERROR_STOP=1 --set=password="$WAYMARK_DATABASE_PASSWORD" \
    --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
create role waymark_tenant nologin;
create role waymark_outside nologin;
create role waymark login password :'password';
grant waymark_tenant, waymark_outside to waymark;
create database waymark owner waymark encoding 'UTF8' locale 'C.UTF-8' template template0;
SQL
