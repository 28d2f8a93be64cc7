-- After each migration, as the owner (or superuser): the runtime role may change and delete rows in every
-- table but two kinds: the audit log's entries, to which one can only add, and Alembic's own mark.
-- psql variable: service.
SELECT format('GRANT UPDATE, DELETE ON TABLE %I.%I TO %I', schemaname, tablename, :'service' || '_runtime')
FROM pg_tables
WHERE schemaname = 'public'
  AND tablename <> 'alembic_version'
  AND NOT (:'service' = 'audit' AND tablename = 'entry')
\gexec
