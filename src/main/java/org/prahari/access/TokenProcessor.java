package org.prahari.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.util.DateUtils;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a provider's token must satisfy: its type, algorithm, key and signature; issuer, audience and times. */
final class TokenProcessor extends DefaultJWTProcessor<SecurityContext> {
    TokenProcessor(OpenIdProvider provider, ProviderKeys keys, Clock clock) {
        Set<JOSEObjectType> types = provider.types().stream()
                .flatMap(type -> Stream.of(type, "application/" + type))
                .map(JOSEObjectType::new)
                .collect(Collectors.toSet());
        Set<JWSAlgorithm> algorithms =
                provider.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types));
        setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys.source()));
        setJWSVerifierFactory(new VerifiedSignatures());
        setJWTClaimsSetVerifier(new Claims(provider, clock));
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(OpenIdProvider provider, Clock clock) {
            super(
                    provider.audience(),
                    new JWTClaimsSet.Builder().issuer(provider.issuer()).build(),
                    Set.of(JWTClaimNames.SUBJECT, JWTClaimNames.EXPIRATION_TIME));
            this.clock = clock;
            setMaxClockSkew((int) provider.clockSkew().toSeconds());
        }

        @Override
        public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            Date issued = claims.getIssueTime();
            if (issued != null && !DateUtils.isBefore(issued, currentTime(), getMaxClockSkew())) {
                throw new BadJWTException("Issued in the future");
            }
            if (claims.getSubject().isEmpty()) {
                throw new BadJWTException("The subject is empty");
            }
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
