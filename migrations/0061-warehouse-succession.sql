-- Students who were counted under two names: the older pseudonym, and the one that stands for it from a day on. Snapshots stay as
-- they were certified; a report as of a day reads them by what was known then. Rows are added, never changed.
CREATE TABLE warehouse.succession (
  merge uuid PRIMARY KEY,
  pseudonym text NOT NULL CHECK (pseudonym ~ '^[0-9a-f]{32}$'),
  by text NOT NULL CHECK (by ~ '^[0-9a-f]{32}$' AND by <> pseudonym),
  since date NOT NULL
);
CREATE TABLE warehouse.succession_ended (
  merge uuid PRIMARY KEY REFERENCES warehouse.succession,
  since date NOT NULL
);
GRANT SELECT, INSERT ON warehouse.succession, warehouse.succession_ended TO rollbook_app;
