package org.prahari.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * How rows are appended to the chains of the audit trail.
 *
 * <p>Order of locks: the heads of chains in the order of their names, then the counter of the change log. Writers of one
 * department thus wait for one another before any of them holds what all departments need. A transaction that audits
 * twice, in chains against that order, may become the victim of a deadlock and is then run again.
 */
@RegisterConstructorMapper(AuditChain.Head.class)
interface AuditTrail extends SqlObject {
    /** The heads of the chains that these deeds belong to, locked until the end of the transaction. */
    default Map<String, AuditChain.Head> lock(List<Deed> deeds) {
        AuditKey key = getHandle().getConfig(AuditKey.class);
        AuditChain mathematics = key.chain();
        Map<String, AuditChain.Head> heads = new TreeMap<>();
        deeds.forEach(deed -> heads.put(AuditChain.of(deed), null));
        heads.replaceAll((chain, unknown) -> {
            AuditChain.Head head = key.opened().contains(chain) ? head(chain).orElse(null) : null;
            if (head == null) {
                open(mathematics.empty(chain));
                head = head(chain).orElseThrow();
                key.opened().add(chain);
            }
            if (!mathematics.isSealed(head)) {
                throw new IllegalStateException("The head of the audit chain " + chain
                        + " was changed by another hand: nothing can be written");
            }
            return head;
        });
        return heads;
    }

    default void append(List<Deed> deeds, Map<String, AuditChain.Head> heads) {
        AuditChain mathematics = getHandle().getConfig(AuditKey.class).chain();
        List<AuditChain.Link> links = new ArrayList<>(deeds.size());
        Map<String, AuditChain.Link> last = new TreeMap<>();
        for (Deed deed : deeds) {
            String chain = AuditChain.of(deed);
            AuditChain.Link before = last.get(chain);
            AuditChain.Head head = heads.get(chain);
            AuditChain.Link link = before == null
                    ? mathematics.link(chain, head.sequence() + 1, head.mac(), deed)
                    : mathematics.link(chain, before.sequence() + 1, before.mac(), deed);
            links.add(link);
            last.put(chain, link);
        }
        insert(links);
        last.values().forEach(link -> move(mathematics.head(link.chain(), link.sequence(), link.mac())));
    }

    /** Locks the head of a chain, or makes it: a locking read of what is not there would lock the gap, for all to wait. */
    @SqlUpdate("""
            INSERT INTO audit_head (chain, sequence, mac, seal) VALUES (:chain, :sequence, :mac, :seal)
            ON DUPLICATE KEY UPDATE chain = audit_head.chain
            """)
    void open(@BindMethods AuditChain.Head head);

    @SqlQuery("SELECT chain, sequence, mac, seal FROM audit_head WHERE chain = :chain FOR UPDATE")
    Optional<AuditChain.Head> head(String chain);

    @SqlQuery("SELECT chain, sequence, mac, seal FROM audit_head ORDER BY chain")
    List<AuditChain.Head> heads();

    @SqlMany("""
            INSERT INTO audit_log (chain, sequence, action, feature, id, department, actor, outcome, request_id, at,
                change_sequence, mac)
            VALUES (:chain, :sequence, :deed.action, :deed.feature, :deed.id, :deed.department, :deed.actor,
                :deed.outcome, :deed.requestId, :deed.at, :deed.changeSequence, :mac)
            """)
    void insert(List<AuditChain.Link> links);

    @SqlUpdate("UPDATE audit_head SET sequence = :sequence, mac = :mac, seal = :seal WHERE chain = :chain")
    void move(@BindMethods AuditChain.Head head);
}
