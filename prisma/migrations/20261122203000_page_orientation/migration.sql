-- A page is set upright by what reads best, until a person turns it: then it stays as that person wants it.
ALTER TABLE "page" ADD COLUMN "rotated_by_person" BOOLEAN NOT NULL DEFAULT false;
UPDATE "page" SET "rotated_by_person" = true WHERE "rotation_degrees" <> 0;

-- What people should know of the picture, by codes: blurred, glare.
ALTER TABLE "page" ADD COLUMN "warnings" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
