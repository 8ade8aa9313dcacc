-- What a release may add while nodes of the release before still work.
ALTER TABLE email_registry_account ADD COLUMN IF NOT EXISTS remark VARCHAR(100);
ALTER TABLE email_registry_service ADD COLUMN IF NOT EXISTS remark VARCHAR(100);
UPDATE email_registry_schema SET version = 2 WHERE version = 1;
