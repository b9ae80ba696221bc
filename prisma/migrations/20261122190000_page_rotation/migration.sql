-- How a person turned the page, clockwise, on top of what its file says of its orientation.
ALTER TABLE "page" ADD COLUMN "rotation_degrees" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "page" ADD CONSTRAINT "page_rotation_check" CHECK ("rotation_degrees" IN (0, 90, 180, 270));
