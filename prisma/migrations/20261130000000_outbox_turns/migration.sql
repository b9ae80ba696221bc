-- Tenants take turns at the places of a queue: the relay looks up the oldest jobs of each tenant.
CREATE INDEX "outbox_queue_tenant_id_id_idx" ON "outbox" ("queue", "tenant_id", "id");

-- How much waits for a job, whether its turn has come or not, for those who start more workers: only some of it is ever in the queue. A count of all
-- tenants' rows, and nothing else of them, for a login that may see no row.
CREATE FUNCTION "queue_backlog"("queue" text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE "queue"
        WHEN 'split-document' THEN (SELECT count(*) FROM document WHERE status = 'received')
        WHEN 'segment-page' THEN (SELECT count(*) FROM page WHERE status = 'queued')
        WHEN 'recognise-page' THEN (SELECT count(*) FROM page WHERE status = 'segmented')
    END
$$;
