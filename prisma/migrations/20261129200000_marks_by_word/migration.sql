-- The kept text of a page has one "?" after each uncertain word, not one after each uncertain letter.
UPDATE "page" SET "text" = "marked"."text"
FROM (
  SELECT "line"."page_id", string_agg(coalesce("shown"."text", ''), E'\n' ORDER BY "line"."number") AS "text"
  FROM "line" LEFT JOIN (
    SELECT "page_id", "line_number", string_agg(
      CASE WHEN "corrected_text" IS NOT NULL THEN "corrected_text" WHEN "uncertain" THEN "text" || '?' ELSE "text" END, ' ' ORDER BY "number"
    ) AS "text"
    FROM "word" WHERE coalesce("corrected_text", "text") <> '' GROUP BY "page_id", "line_number"
  ) AS "shown" ON "shown"."page_id" = "line"."page_id" AND "shown"."line_number" = "line"."number"
  GROUP BY "line"."page_id"
) AS "marked"
WHERE "page"."id" = "marked"."page_id" AND "page"."text" LIKE '%?%' AND "page"."text" IS DISTINCT FROM "marked"."text";
