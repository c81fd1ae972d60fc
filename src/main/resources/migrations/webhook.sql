--liquibase formatted sql

--changeset webhook:1
CREATE TABLE webhook (
    id BINARY(16) NOT NULL,
    client BINARY(16) NOT NULL,
    url VARCHAR(2000) NOT NULL,
    description VARCHAR(200),
    features JSON NOT NULL,
    departments JSON NOT NULL,
    state VARCHAR(10) NOT NULL,
    reason VARCHAR(10),
    secret VARBINARY(200) NOT NULL COMMENT 'sealed',
    previous_secret VARBINARY(200) COMMENT 'sealed; signs too until previous_secret_until',
    previous_secret_until DATETIME(6),
    position BIGINT NOT NULL COMMENT 'all of the change log up to here is told, or given up',
    lease BINARY(16) COMMENT 'the node that is at it, by a number it drew',
    leased_until DATETIME(6) COMMENT 'by the clock of the database',
    version INT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    CONSTRAINT webhook_pk PRIMARY KEY (id),
    CONSTRAINT webhook_client FOREIGN KEY (client) REFERENCES client (id),
    CONSTRAINT webhook_state CHECK (state IN ('active', 'paused', 'disabled')),
    INDEX webhook_state_position (state, position)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE webhook;

--changeset webhook:2
CREATE TABLE webhook_delivery (
    id BINARY(16) NOT NULL,
    webhook BINARY(16) NOT NULL,
    open_webhook BINARY(16) COMMENT 'the webhook while this is pending: nobody has two on the way',
    state VARCHAR(10) NOT NULL,
    items INT NOT NULL,
    attempts INT NOT NULL,
    status INT,
    failure VARCHAR(10),
    after_sequence BIGINT NOT NULL,
    to_sequence BIGINT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    attempted_at DATETIME(6),
    next_at DATETIME(6),
    ended_at DATETIME(6),
    CONSTRAINT webhook_delivery_pk PRIMARY KEY (id),
    CONSTRAINT webhook_delivery_open UNIQUE (open_webhook),
    CONSTRAINT webhook_delivery_webhook FOREIGN KEY (webhook) REFERENCES webhook (id) ON DELETE CASCADE,
    CONSTRAINT webhook_delivery_state CHECK (state IN ('pending', 'delivered', 'dead', 'void')),
    CONSTRAINT webhook_delivery_pending CHECK ((state = 'pending') = (open_webhook IS NOT NULL)),
    INDEX webhook_delivery_page (webhook, id),
    INDEX webhook_delivery_ended (ended_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
--rollback DROP TABLE webhook_delivery;
