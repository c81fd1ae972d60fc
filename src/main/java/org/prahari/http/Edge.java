package org.prahari.http;

import com.codahale.metrics.MetricRegistry;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * What stands between the network and the threads: a body is taken in before it gets a thread, more than the threads can do
 * is refused at once instead of queueing, and nobody waits for whoever reads an answer slowly.
 */
public final class Edge implements LifeCycle.Listener {
    private final int threads;
    private final MetricRegistry metrics;

    /** @param threads of the server, a quarter of which is kept free of requests */
    public Edge(int threads, MetricRegistry metrics) {
        this.threads = threads;
        this.metrics = metrics;
    }

    @Override
    public void lifeCycleStarting(LifeCycle started) {
        // Inside of the handler that drains: what it has let in is answered, also while the server stops.
        Handler.Singleton outer = ((Server) started).getDescendant(GracefulHandler.class);
        outer.insertHandler(new Admission(threads - threads / 4, metrics));
        outer.insertHandler(new Answers(metrics));
        outer.insertHandler(new EagerContentHandler(new ArrivedBodies()));
    }
}
