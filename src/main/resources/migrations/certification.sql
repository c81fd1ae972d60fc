--liquibase formatted sql

--changeset certification:1
CREATE TABLE certification (
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    issuer VARCHAR(120) NOT NULL,
    country CHAR(2) NOT NULL,
    exam_codes JSON NOT NULL,
    level VARCHAR(20) NOT NULL,
    validity_months INT,
    routes JSON,
    renewals JSON,
    status VARCHAR(20) NOT NULL,
    retired_on DATE,
    fee JSON,
    course_hours INT,
    facts JSON NOT NULL,
    sources JSON NOT NULL,
    note VARCHAR(1000),
    version INT NOT NULL,
    CONSTRAINT certification_pk PRIMARY KEY (code),
    CONSTRAINT certification_level CHECK (level IN ('entry', 'foundation', 'intermediate', 'advanced', 'expert')),
    CONSTRAINT certification_status CHECK (status IN ('active', 'retired', 'unconfirmed'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE certification;

--changeset certification:2
CREATE TABLE certification_renews (
    certification VARCHAR(40) NOT NULL,
    renewed VARCHAR(40) NOT NULL,
    CONSTRAINT certification_renews_pk PRIMARY KEY (certification, renewed),
    CONSTRAINT certification_renews_certification FOREIGN KEY (certification) REFERENCES certification (code),
    CONSTRAINT certification_renews_renewed FOREIGN KEY (renewed) REFERENCES certification (code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE certification_renews;

--changeset certification:3
CREATE TABLE certification_qualifies (
    certification VARCHAR(40) NOT NULL,
    role VARCHAR(20) NOT NULL,
    level VARCHAR(20) NOT NULL,
    source VARCHAR(200) NOT NULL,
    CONSTRAINT certification_qualifies_pk PRIMARY KEY (certification, role),
    CONSTRAINT certification_qualifies_certification FOREIGN KEY (certification) REFERENCES certification (code),
    CONSTRAINT certification_qualifies_role FOREIGN KEY (role) REFERENCES role (id),
    CONSTRAINT certification_qualifies_level CHECK (level IN ('basic', 'intermediate', 'advanced'))
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE certification_qualifies;
