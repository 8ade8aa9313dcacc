-- Tells the nodes of the first release to stop before anything is taken away.
UPDATE email_registry_schema SET min_library = 2 WHERE min_library < 2;
DROP TABLE IF EXISTS email_registry_note;
UPDATE email_registry_schema SET version = 3 WHERE version = 2;
