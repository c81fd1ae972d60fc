--liquibase formatted sql

--changeset campaign:1
CREATE TABLE campaign_term (
    kind VARCHAR(10) NOT NULL,
    id VARCHAR(40) NOT NULL,
    title VARCHAR(80) NOT NULL,
    description VARCHAR(400) NOT NULL,
    safeguards JSON,
    CONSTRAINT campaign_term_pk PRIMARY KEY (kind, id),
    CONSTRAINT campaign_term_kind CHECK (kind IN ('topic', 'audience', 'channel'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE campaign_term;

--changeset campaign:2
CREATE TABLE campaign (
    slug VARCHAR(64) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    topics JSON NOT NULL,
    audiences JSON NOT NULL,
    safeguards JSON NOT NULL,
    channels JSON NOT NULL,
    regions JSON NOT NULL,
    severity VARCHAR(10),
    `window` JSON,
    recurrence JSON,
    helpline VARCHAR(20),
    source_language VARCHAR(35) NOT NULL,
    sources JSON NOT NULL,
    status VARCHAR(10) NOT NULL,
    revision INT NOT NULL,
    author VARCHAR(64) NOT NULL,
    publisher VARCHAR(64),
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    published_at DATETIME(6),
    translations JSON NOT NULL,
    CONSTRAINT campaign_pk PRIMARY KEY (slug),
    INDEX campaign_by_status (status, slug),
    CONSTRAINT campaign_kind
        CHECK (kind IN ('tip', 'advisory', 'module', 'quiz', 'drill', 'poster', 'video', 'sms')),
    CONSTRAINT campaign_severity CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    CONSTRAINT campaign_status CHECK (status IN ('draft', 'review', 'published', 'archived')),
    CONSTRAINT campaign_four_eyes CHECK (status <> 'published' OR publisher IS NOT NULL AND publisher <> author)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE campaign;

--changeset campaign:3
ALTER TABLE campaign ADD COLUMN proposals JSON;
--rollback ALTER TABLE campaign DROP COLUMN proposals;

--changeset campaign:4
CREATE TABLE campaign_revision (
    slug VARCHAR(64) NOT NULL,
    revision INT NOT NULL,
    author VARCHAR(64) NOT NULL,
    written_at DATETIME(6) NOT NULL,
    text JSON NOT NULL,
    CONSTRAINT campaign_revision_pk PRIMARY KEY (slug, revision),
    CONSTRAINT campaign_revision_of FOREIGN KEY (slug) REFERENCES campaign (slug) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE campaign_revision;

--changeset campaign:5
INSERT INTO campaign_revision (slug, revision, author, written_at, text)
SELECT slug, revision, author, updated_at, JSON_EXTRACT(translations, CONCAT('$."', source_language, '"')) FROM campaign;
--rollback DELETE FROM campaign_revision;
