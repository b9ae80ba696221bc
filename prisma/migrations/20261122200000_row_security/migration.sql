-- The second wall between tenants. Every statement of the services runs as one of two roles, taken for one transaction by libs/db/src/tenancy.ts:
-- longhand_tenant sees the rows of the tenant in app.tenant_id and nothing where none is set; longhand_system is the path of what works for all
-- tenants (keys, outbox, sweeper). Neither may log in, and neither bypasses row-level security.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['longhand_tenant', 'longhand_system'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- roles belong to the whole server: another database of it was being made at the same moment
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, 'SET') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END;
$$;

GRANT USAGE ON SCHEMA public TO longhand_tenant, longhand_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO longhand_tenant, longhand_system;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO longhand_tenant, longhand_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO longhand_tenant, longhand_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO longhand_tenant, longhand_system;

-- What no tenant has to touch.
REVOKE ALL ON "tenant", "worker" FROM longhand_tenant;
REVOKE UPDATE, DELETE ON "audit_log" FROM longhand_tenant, longhand_system;
DO $$
BEGIN
    IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
        REVOKE ALL ON public._prisma_migrations FROM longhand_tenant, longhand_system;
    END IF;
END;
$$;

-- For every table with a tenant_id, also those that come later: a test finds the one that was forgotten.
CREATE FUNCTION "protect_tenant_rows"("protected" regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own text := 'tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY own_rows ON %s TO longhand_tenant USING (%s) WITH CHECK (%s)', protected, own, own);
    EXECUTE format('CREATE POLICY all_rows ON %s TO longhand_system USING (true) WITH CHECK (true)', protected);
END;
$$;

SELECT "protect_tenant_rows"(c.oid::regclass)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace;

-- Under row-level security an index serves only operators that are known not to tell of rows that are not shown. These compare and tell nothing.
-- Where the owner of the database may not say so (a managed server), search is right but reads more rows.
DO $$
BEGIN
    IF current_setting('is_superuser') = 'on' THEN
        ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;
        ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF;
        ALTER FUNCTION similarity_op(text, text) LEAKPROOF;
    END IF;
END;
$$;

-- What a key may do. Keys that were made before could do everything.
ALTER TABLE "api_key" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_role_check" CHECK ("role" IN ('clerk', 'reviewer', 'auditor', 'admin'));
