import type { Session } from '../prisma.js';
import type { LineRow, WordRow } from './page-rows.js';

/**
 * Inserts a page's lines and words by one statement each. The rows travel as one JSON parameter:
 * with a parameter a cell, as createMany has it, a page of 300 words took three times as long.
 */
export async function insertPageRows(
  tx: Session,
  tenantId: string,
  pageId: string,
  { lines, words }: { lines: readonly LineRow[]; words: readonly WordRow[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO line (tenant_id, page_id, number, x, y, width, height, baseline, script, added_id, deletion)
    SELECT ${tenantId}::uuid, ${pageId}::uuid, number, x, y, width, height, baseline, script, "addedId", deletion
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      AS row(number int, x float8, y float8, width float8, height float8, baseline jsonb, script text,
        "addedId" uuid, deletion text)`;
  await tx.$executeRaw`
    INSERT INTO word (tenant_id, page_id, id, line_number, number, text, marked_text, x, y, width, height,
      confidence, uncertain, alternatives, corrected_text, corrected_by, corrected_at, keying, keyed_by)
    SELECT ${tenantId}::uuid, ${pageId}::uuid, id, "lineNumber", number, text, "markedText", x, y, width, height,
      confidence, uncertain, alternatives, "correctedText", "correctedBy", "correctedAt", keying,
      coalesce("keyedBy", '{}')
    FROM jsonb_to_recordset(${JSON.stringify(words)}::jsonb)
      AS row(id uuid, "lineNumber" int, number int, text text, "markedText" text, x float8, y float8, width float8,
        height float8, confidence float8, uncertain boolean, alternatives jsonb, "correctedText" text,
        "correctedBy" text, "correctedAt" timestamptz, keying text, "keyedBy" text[])`;
}
