-- How many requests a key has made in the present minute, over all instances of the API. Not worth its place in the log of the database.
CREATE UNLOGGED TABLE "rate_window" (
    "bucket" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hits" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("bucket")
);

REVOKE ALL ON "rate_window" FROM longhand_tenant;
