-- Access that people took in an emergency, with their reason. Nobody may change a row afterwards, besides ending it, or take it away.
CREATE TABLE "break_glass" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "break_glass_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "break_glass_tenant_id_actor_expires_at_idx" ON "break_glass"("tenant_id", "actor", "expires_at");
CREATE INDEX "break_glass_tenant_id_created_at_idx" ON "break_glass"("tenant_id", "created_at");

SELECT "protect_tenant_rows"('break_glass');
REVOKE UPDATE, DELETE ON "break_glass" FROM longhand_tenant, longhand_system;
GRANT UPDATE ("ended_at") ON "break_glass" TO longhand_tenant;
