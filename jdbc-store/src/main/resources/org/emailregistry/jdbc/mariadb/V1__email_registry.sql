-- Ids and addresses are UTF-8: no collation takes 'a' and 'a ' for equal then. Instants are microseconds since 1970, UTC.

-- One row. A library below min_library may not touch the tables.
CREATE TABLE IF NOT EXISTS email_registry_schema (
  id SMALLINT NOT NULL,
  version INTEGER NOT NULL,
  min_library INTEGER NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The state of each catalog. The history up to revision purged_through is gone.
CREATE TABLE IF NOT EXISTS email_registry_tenant (
  id BIGINT AUTO_INCREMENT,
  name VARBINARY(760) NOT NULL,
  revision BIGINT NOT NULL,
  commit_id VARBINARY(760) NOT NULL,
  changed_at BIGINT NOT NULL,
  manual_allowed SMALLINT NOT NULL,
  manual_revision BIGINT NOT NULL,
  manual_terms MEDIUMTEXT,
  manual_proof_key MEDIUMTEXT,
  manual_proof MEDIUMBLOB,
  purged_through BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Where accounts enter a service, or manual entry: then the service is empty.
CREATE TABLE IF NOT EXISTS email_registry_door (
  tenant BIGINT NOT NULL,
  service VARBINARY(760) NOT NULL,
  service_revision BIGINT NOT NULL,
  is_open SMALLINT NOT NULL,
  is_removed SMALLINT NOT NULL,
  members BIGINT NOT NULL,
  arrivals BIGINT NOT NULL,
  purges BIGINT NOT NULL,
  PRIMARY KEY (tenant, service)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Standard services have no name here. The credentials of a removed one are purged up to the cursor stripped_to.
CREATE TABLE IF NOT EXISTS email_registry_service (
  tenant BIGINT NOT NULL,
  id VARBINARY(760) NOT NULL,
  name MEDIUMTEXT,
  smtp_address MEDIUMTEXT,
  smtp_security MEDIUMTEXT,
  smtp_login MEDIUMTEXT,
  imap_address MEDIUMTEXT,
  imap_security MEDIUMTEXT,
  imap_login MEDIUMTEXT,
  sign_in MEDIUMTEXT,
  domains MEDIUMTEXT,
  trust MEDIUMTEXT,
  former_destinations MEDIUMTEXT,
  defined_revision BIGINT,
  defined_commit MEDIUMTEXT,
  hidden SMALLINT NOT NULL,
  revision BIGINT NOT NULL,
  removed_at BIGINT,
  terms MEDIUMTEXT,
  row_proof_key MEDIUMTEXT,
  row_proof MEDIUMBLOB,
  stripped_to MEDIUMTEXT,
  PRIMARY KEY (tenant, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Without a service the servers are its own. A slot is taken where the accounts of a user are limited.
CREATE TABLE IF NOT EXISTS email_registry_account (
  tenant BIGINT NOT NULL,
  id VARBINARY(760) NOT NULL,
  owner VARBINARY(760) NOT NULL,
  address VARBINARY(1280) NOT NULL,
  login MEDIUMTEXT NOT NULL,
  login_for_smtp MEDIUMTEXT,
  service VARBINARY(760) NOT NULL,
  smtp_address MEDIUMTEXT,
  smtp_security MEDIUMTEXT,
  smtp_login MEDIUMTEXT,
  imap_address MEDIUMTEXT,
  imap_security MEDIUMTEXT,
  imap_login MEDIUMTEXT,
  origin MEDIUMTEXT NOT NULL,
  credentials_kind MEDIUMTEXT,
  credentials_key MEDIUMTEXT,
  credentials_secret MEDIUMBLOB,
  smtp_destination MEDIUMTEXT,
  imap_destination MEDIUMTEXT,
  credentials_bound MEDIUMTEXT,
  refresh_claim MEDIUMTEXT,
  succeeded_at BIGINT,
  standing_outcome VARCHAR(190),
  standing_since BIGINT,
  standing_failures INTEGER,
  suspended_at BIGINT,
  generation BIGINT NOT NULL,
  version BIGINT NOT NULL,
  operation MEDIUMTEXT NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  slot INTEGER,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, owner, address),
  UNIQUE (tenant, owner, slot),
  INDEX email_registry_account_service (tenant, service, owner, id),
  INDEX email_registry_account_failing (tenant, service, standing_outcome, standing_since, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How many accounts fail behind a door, by what they fail with.
CREATE TABLE IF NOT EXISTS email_registry_health (
  tenant BIGINT NOT NULL,
  service VARBINARY(760) NOT NULL,
  outcome VARBINARY(760) NOT NULL,
  failing BIGINT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (tenant, service, outcome)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What an operator should know about a service, or about manual entry: then the service is empty. One value per name.
CREATE TABLE IF NOT EXISTS email_registry_note (
  tenant BIGINT NOT NULL,
  service VARBINARY(760) NOT NULL,
  name VARBINARY(760) NOT NULL,
  noted_value MEDIUMTEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (tenant, service, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- By which a repeated operation finds what it did the first time.
CREATE TABLE IF NOT EXISTS email_registry_commit (
  tenant BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  commit_id VARBINARY(760) NOT NULL,
  operation VARBINARY(760) NOT NULL,
  PRIMARY KEY (tenant, revision),
  UNIQUE (tenant, operation)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The history. Lists and maps are texts of lines, each ended by a line feed.
CREATE TABLE IF NOT EXISTS email_registry_change (
  tenant BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  ordinal INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  actor VARBINARY(760) NOT NULL,
  kind MEDIUMTEXT NOT NULL,
  service VARBINARY(760) NOT NULL,
  name MEDIUMTEXT NOT NULL,
  old_values MEDIUMTEXT NOT NULL,
  new_values MEDIUMTEXT NOT NULL,
  confirmed MEDIUMTEXT NOT NULL,
  reason MEDIUMTEXT NOT NULL,
  PRIMARY KEY (tenant, revision, ordinal)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO email_registry_schema (id, version, min_library)
  SELECT 1, 1, 1 FROM (SELECT COUNT(*) AS present FROM email_registry_schema) s WHERE s.present = 0;
