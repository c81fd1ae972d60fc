--liquibase formatted sql

--changeset sync:1
CREATE TABLE campaign_withdrawal (
    slug VARCHAR(64) NOT NULL,
    version INT NOT NULL,
    CONSTRAINT campaign_withdrawal_pk PRIMARY KEY (slug)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE campaign_withdrawal;
