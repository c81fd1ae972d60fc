--liquibase formatted sql

--changeset region:1
CREATE TABLE region (
    id CHAR(5) NOT NULL,
    name VARCHAR(100) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    lgd_code INT NOT NULL,
    languages JSON NOT NULL,
    sources JSON NOT NULL,
    version INT NOT NULL,
    CONSTRAINT region_pk PRIMARY KEY (id),
    CONSTRAINT region_lgd_code UNIQUE (lgd_code),
    CONSTRAINT region_kind CHECK (kind IN ('state', 'union-territory'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE region;

--changeset region:2
CREATE TABLE district (
    id INT NOT NULL,
    region CHAR(5) NOT NULL,
    name VARCHAR(100) NOT NULL,
    CONSTRAINT district_pk PRIMARY KEY (id),
    CONSTRAINT district_region FOREIGN KEY (region) REFERENCES region (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE district;
