package org.prahari.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.security.Key;
import java.util.Set;

/**
 * Verifies the same signature of the same bytes by the same key once only: a caller shows one token with every request, and
 * elliptic curves cost milliseconds on Java 17. Which key it must be, and whether the claims hold, is asked each time.
 */
final class VerifiedSignatures implements JWSVerifierFactory {
    private static final int KEPT_BYTES = 16 << 20;
    private final JWSVerifierFactory factory = new DefaultJWSVerifierFactory();
    private final Cache<Verified, Boolean> verified = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Verified one, Boolean yes) -> one.bytes())
            .build();

    /** Compared in full: nothing shorter stands for a token. */
    private record Verified(Key key, ByteBuffer signed, Base64URL signature) {
        int bytes() {
            return signed.capacity() + signature.toString().length();
        }
    }

    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
        return new Remembering(factory.createJWSVerifier(header, key), key);
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return factory.supportedJWSAlgorithms();
    }

    @Override
    public JCAContext getJCAContext() {
        return factory.getJCAContext();
    }

    private final class Remembering implements JWSVerifier {
        private final JWSVerifier verifier;
        private final Key key;

        Remembering(JWSVerifier verifier, Key key) {
            this.verifier = verifier;
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signature) throws JOSEException {
            var asked = new Verified(key, ByteBuffer.wrap(input.clone()), signature);
            if (verified.getIfPresent(asked) != null) {
                return true;
            }
            boolean valid = verifier.verify(header, input, signature);
            if (valid) {
                verified.put(asked, true);
            }
            return valid;
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return verifier.supportedJWSAlgorithms();
        }

        @Override
        public JCAContext getJCAContext() {
            return verifier.getJCAContext();
        }
    }
}
