package org.prahari.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Holds back what is answered until it is whole, and then hands it on. */
final class Recorder extends Response.Wrapper implements Callback {
    private final Callback callback;
    private final BiConsumer<byte[], Callback> whole;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean done;

    /** @param whole takes the body when the answer is whole, and sends it */
    Recorder(Request request, Response response, Callback callback, BiConsumer<byte[], Callback> whole) {
        super(request, response);
        this.callback = callback;
        this.whole = whole;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback written) {
        if (done) {
            super.write(last, bytes, written);
            return;
        }
        if (bytes != null) {
            body.writeBytes(BufferUtil.toArray(bytes));
            bytes.position(bytes.limit());
        }
        if (last) {
            finish(written);
        } else {
            written.succeeded();
        }
    }

    private void finish(Callback written) {
        done = true;
        byte[] bytes = body.toByteArray();
        body = null;
        whole.accept(bytes, written);
    }

    /** Begins the answer anew. */
    @Override
    public void reset() {
        if (!done) {
            body.reset();
        }
        super.reset();
    }

    @Override
    public void succeeded() {
        if (done) {
            callback.succeeded();
        } else {
            finish(callback);
        }
    }

    @Override
    public void failed(Throwable failure) {
        callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
        return callback.getInvocationType();
    }
}
