package org.prahari.support;

/** A test over HTTP against the real service and the real database, from the seeded state. */
public abstract class ServiceTest {
    protected final Service service = Service.get();

    /** Sweeps before the fields of the test are made, so that they may mint keys. */
    protected ServiceTest() {
        service.sweep();
    }
}
