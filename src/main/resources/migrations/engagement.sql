--liquibase formatted sql

--changeset engagement:1
CREATE TABLE engagement (
    campaign VARCHAR(64) NOT NULL,
    week DATE NOT NULL COMMENT 'its Monday',
    region VARCHAR(6) NOT NULL COMMENT 'IN where the reader has not told',
    language VARCHAR(35) NOT NULL,
    slot TINYINT NOT NULL COMMENT 'one of several rows for the same, so that writers do not wait for one another',
    shown BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    quiz_passed BIGINT NOT NULL,
    CONSTRAINT engagement_pk PRIMARY KEY (campaign, week, region, language, slot),
    CONSTRAINT engagement_of FOREIGN KEY (campaign) REFERENCES campaign (slug) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE engagement;

--changeset engagement:2
CREATE TABLE engagement_batch (
    id BINARY(16) NOT NULL COMMENT 'a keyed hash of the batch''s own id',
    fingerprint BINARY(16) NOT NULL COMMENT 'a keyed hash of what it holds',
    received_on DATE NOT NULL,
    CONSTRAINT engagement_batch_pk PRIMARY KEY (id),
    INDEX engagement_batch_received (received_on)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE engagement_batch;
