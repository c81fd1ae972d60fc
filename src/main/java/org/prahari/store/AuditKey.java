package org.prahari.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.config.JdbiConfig;

/**
 * The key of the audit trail, which the database never sees. It is handed in where Jdbi is set up; without it nothing is
 * appended, and so nothing is written.
 */
public final class AuditKey implements JdbiConfig<AuditKey> {
    private Set<String> opened = ConcurrentHashMap.newKeySet();
    private AuditChain chain;

    /** @param key 32 bytes that are the same on all nodes */
    public void set(byte[] key) {
        chain = new AuditChain(key);
    }

    AuditChain chain() {
        if (chain == null) {
            throw new IllegalStateException("The audit trail has no key: nothing can be written");
        }
        return chain;
    }

    /** The chains that had a head when last looked at: it need not be made again. */
    Set<String> opened() {
        return opened;
    }

    @Override
    public AuditKey createCopy() {
        AuditKey copy = new AuditKey();
        copy.chain = chain;
        copy.opened = opened;
        return copy;
    }
}
