-- A batch may be withdrawn: it ends like a replaced one, but nothing takes its place. Who, when and why stays with it.
ALTER TABLE collections.batch
  ADD COLUMN withdrawn_at timestamptz,
  ADD COLUMN withdrawn_by_name text,
  ADD COLUMN withdrawal_reason text CHECK (length(trim(withdrawal_reason)) > 0);

ALTER TABLE collections.batch DROP CONSTRAINT batch_check;
ALTER TABLE collections.batch
  ADD CONSTRAINT batch_ended CHECK ((status = 'Replaced') = (replaced_by IS NOT NULL OR withdrawn_at IS NOT NULL)),
  ADD CONSTRAINT batch_withdrawn CHECK (
    withdrawn_at IS NULL
    OR (replaced_by IS NULL AND withdrawn_by_name IS NOT NULL AND withdrawal_reason IS NOT NULL)
  );
