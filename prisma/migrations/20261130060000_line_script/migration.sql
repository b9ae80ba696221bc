-- A line in a script that no reader knows keeps its place without words, under its script's code.
ALTER TABLE "line" ADD COLUMN "script" TEXT;
