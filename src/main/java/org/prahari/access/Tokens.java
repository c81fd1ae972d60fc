package org.prahari.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.prahari.http.Problem;

/** Access tokens (RFC 9068) of the OpenID providers the configuration names. What is wrong with one only the log says. */
public final class Tokens implements BearerTokens, Managed {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final Pattern SHAPE = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    /** Headers by which a token would choose its own key, or that ask for what is not understood here. */
    private static final Set<String> REFUSED = Set.of("jku", "jwk", "x5u", "x5c", "crit", "b64");

    private static final Pattern PLAIN_SUBJECT = Pattern.compile("(?![0-9a-f]{32}$)[A-Za-z0-9-]{1,50}");
    private static final Pattern DEPARTMENT = Pattern.compile("IN-[A-Z]{2}");
    private final Map<String, Provider> providers = new TreeMap<>();
    private final byte[] pepper;

    /** A provider, how its tokens are verified, and the mark its subjects bear so that two providers' never collide. */
    private record Provider(OpenIdProvider settings, ProviderKeys keys, TokenProcessor processor, String mark) {}

    public Tokens(List<OpenIdProvider> settings, byte[] pepper, Clock clock) {
        this.pepper = pepper.clone();
        for (OpenIdProvider each : settings) {
            if (!each.isOn()) {
                continue;
            }
            var keys = new ProviderKeys(each);
            String mark = "oidc:" + hash("openid-issuer", each.issuer(), 4) + ":";
            var made = new Provider(each, keys, new TokenProcessor(each, keys, clock), mark);
            if (providers.put(each.issuer(), made) != null) {
                throw new IllegalArgumentException("openid: the issuer " + each.issuer() + " is there twice");
            }
        }
    }

    /** Whether it looks like a token; a client key has no full stop. */
    @Override
    public boolean mine(String token) {
        return token.indexOf('.') >= 0;
    }

    /**
     * The viewer a token stands for.
     *
     * @throws jakarta.ws.rs.WebApplicationException 503, when the provider's keys cannot be had
     */
    @Override
    public Optional<Viewer> authenticate(String token) {
        try {
            if (token.length() > MAX_LENGTH || !isCanonical(token)) {
                return refused("token-shape");
            }
            SignedJWT signed = SignedJWT.parse(token);
            Provider provider =
                    providers.get(String.valueOf(signed.getJWTClaimsSet().getIssuer()));
            if (provider == null) {
                return refused("token-issuer");
            }
            Set<String> headers = signed.getHeader().getIncludedParams();
            if (signed.getHeader().getKeyID() == null || headers.stream().anyMatch(REFUSED::contains)) {
                return refused("token-header");
            }
            return verified(signed, provider);
        } catch (ParseException | IllegalArgumentException e) {
            return refused("token-shape");
        }
    }

    private Optional<Viewer> verified(SignedJWT signed, Provider provider) throws ParseException {
        try {
            return Optional.of(viewer(provider.processor().process(signed, null), provider));
        } catch (KeySourceException e) {
            if (provider.keys().areHeld()) {
                return refused("token-key");
            }
            throw Problem.UNAVAILABLE.because("The provider of this token cannot be reached to check it");
        } catch (BadJWTException e) {
            return refused("token-claims");
        } catch (BadJWSException e) {
            return refused("token-signature");
        } catch (BadJOSEException | JOSEException e) {
            return refused("token-key");
        }
    }

    /** Three parts in base64url, each in the one way to write it: a changed character always changes the token. */
    private static boolean isCanonical(String token) {
        return SHAPE.matcher(token).matches()
                && Stream.of(token.split("\\."))
                        .allMatch(part -> Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Base64.getUrlDecoder().decode(part))
                                .equals(part));
    }

    private static Optional<Viewer> refused(String reason) {
        SecurityLog.unauthenticated(reason, null);
        return Optional.empty();
    }

    private Viewer viewer(JWTClaimsSet claims, Provider provider) throws ParseException {
        Set<String> scopes = words(claims, provider.settings().scopes());
        scopes.retainAll(Scope.ALL);
        Set<String> departments = words(claims, provider.settings().departments());
        boolean everywhere = departments.contains(Viewer.ALL);
        departments.removeIf(department -> !DEPARTMENT.matcher(department).matches());
        String subject = claims.getSubject();
        boolean plain = PLAIN_SUBJECT.matcher(subject).matches();
        // A subject may be an e-mail address, and the names of viewers are logged.
        String name = plain ? subject : hash("openid-subject", claims.getIssuer() + "|" + subject, 16);
        return new Viewer(provider.mark() + name, scopes, everywhere, departments);
    }

    private String hash(String purpose, String text, int bytes) {
        return HexFormat.of().formatHex(ClientKey.hmac(pepper, purpose, text), 0, bytes);
    }

    /** A claim that is a text with spaces, or an array of texts. */
    private static Set<String> words(JWTClaimsSet claims, String name) throws ParseException {
        List<String> words = new ArrayList<>();
        if (claims.getClaim(name) instanceof String text) {
            words.addAll(List.of(text.split(" +")));
        } else if (claims.getClaim(name) != null) {
            words.addAll(claims.getStringListClaim(name));
        }
        return words.stream().filter(word -> word != null).collect(Collectors.toSet());
    }

    /** Fetches the keys, so that the first caller need not wait for them. */
    @Override
    public void start() {
        providers.values().forEach(provider -> provider.keys().fetchInBackground());
    }

    @Override
    public void stop() throws IOException {
        for (Provider provider : providers.values()) {
            provider.keys().close();
        }
    }
}
