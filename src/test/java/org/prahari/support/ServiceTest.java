package org.prahari.support;

import org.junit.jupiter.api.BeforeEach;

/** A test over HTTP against the real service and the real database, from the seeded state. */
public abstract class ServiceTest {
    protected final Service service = Service.get();

    @BeforeEach
    void sweep() {
        service.sweep();
    }
}
