package org.prahari.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tokens that must not open, by what is wrong with each. */
final class Forgeries {
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private final Map<String, String> all = new LinkedHashMap<>();
    private final Issuer issuer;
    private final RSAKey stranger = Issuer.rsa("rsa-1");

    private Forgeries(Issuer issuer) {
        this.issuer = issuer;
    }

    static Map<String, String> of(Issuer issuer) {
        var forgeries = new Forgeries(issuer);
        try {
            forgeries.algorithms();
            forgeries.keys();
            forgeries.headers();
            forgeries.claims();
            forgeries.shapes();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return forgeries.all;
    }

    private void algorithms() throws JOSEException {
        String payload = issuer.claims().build().toString();
        for (String none : List.of("none", "None", "nOnE", "NONE")) {
            String head = "{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}";
            all.put("alg " + none + " without a signature", encode(head) + "." + encode(payload) + ".");
            all.put("alg " + none + " with a signature", encode(head) + "." + encode(payload) + "." + parts()[2]);
        }
        var header = Issuer.header("HS256", "rsa-1").build();
        byte[] der = issuer.rsa.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.encode(der) + "\n-----END PUBLIC KEY-----\n";
        all.put("HS256 with the public key's bytes", Issuer.sign(header, payload, new MACSigner(der)));
        all.put(
                "HS256 with the public key's PEM",
                Issuer.sign(header, payload, new MACSigner(pem.getBytes(StandardCharsets.US_ASCII))));
        all.put(
                "HS256 with the published JWK",
                Issuer.sign(
                        header,
                        payload,
                        new MACSigner(issuer.rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))));
        all.put(
                "an algorithm that is not allowed",
                Issuer.sign(Issuer.header("RS512", "rsa-1").build(), payload, issuer.rsa));
        all.put("an algorithm that does not exist", byHand("{\"alg\":\"XX999\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}"));
        all.put("no algorithm", byHand("{\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}"));
        all.put(
                "another algorithm than signed with",
                byHand("{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}"));
        all.put("ES256 with an RSA key's id", byHand("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}"));
        String[] elliptic = Issuer.sign(Issuer.header("ES256", "ec-1").build(), payload, issuer.ec)
                .split("\\.");
        all.put(
                "ES256 with a signature of zeros",
                elliptic[0] + "." + elliptic[1] + "." + Base64URL.encode(new byte[64]));
        all.put(
                "ES256 with a signature in DER",
                elliptic[0] + "." + elliptic[1] + "."
                        + Base64URL.encode(ECDSA.transcodeSignatureToDER(new Base64URL(elliptic[2]).decode())));
    }

    private void keys() {
        String payload = issuer.claims().build().toString();
        all.put(
                "signed by a stranger under a published id",
                signed(Issuer.header("RS256", "rsa-1"), payload, stranger));
        all.put("unknown kid", signed(Issuer.header("RS256", "rsa-9"), payload, stranger));
        all.put("no kid", signed(Issuer.header("RS256", null), payload, issuer.rsa));
        all.put("empty kid", signed(Issuer.header("RS256", ""), payload, issuer.rsa));
        all.put("kid of the other kind of key", signed(Issuer.header("RS256", "ec-1"), payload, issuer.rsa));
        all.put("kid that is a path", signed(Issuer.header("RS256", "../../../../dev/null"), payload, stranger));
        all.put("kid that is SQL", signed(Issuer.header("RS256", "' OR '1'='1"), payload, stranger));
        all.put("kid that is a number", byHand("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":1}"));
    }

    private void headers() {
        String payload = issuer.claims().build().toString();
        var jwk = stranger.toPublicJWK();
        URI elsewhere = URI.create(issuer.name() + "/elsewhere");
        for (RSAKey key : List.of(issuer.rsa, stranger)) {
            String whose = key == stranger ? " by a stranger" : " by the provider";
            all.put("jku" + whose, signed(Issuer.header("RS256", "rsa-1").jwkURL(elsewhere), payload, key));
            all.put("x5u" + whose, signed(Issuer.header("RS256", "rsa-1").x509CertURL(elsewhere), payload, key));
            all.put("jwk" + whose, signed(Issuer.header("RS256", "rsa-1").jwk(jwk), payload, key));
            all.put(
                    "x5c" + whose,
                    signed(Issuer.header("RS256", "rsa-1").x509CertChain(List.of(new Base64("MIIB"))), payload, key));
        }
        all.put("jwk without kid", signed(Issuer.header("RS256", null).jwk(jwk), payload, stranger));
        all.put(
                "crit that is unknown",
                signed(Issuer.header("RS256", "rsa-1").criticalParams(Set.of("zone")), payload, issuer.rsa));
        all.put(
                "crit b64",
                signed(
                        Issuer.header("RS256", "rsa-1")
                                .base64URLEncodePayload(true)
                                .criticalParams(Set.of("b64")),
                        payload,
                        issuer.rsa));
        all.put("typ JWT", signed(Issuer.header("RS256", "rsa-1").type(JOSEObjectType.JWT), payload, issuer.rsa));
        all.put(
                "typ of an ID token",
                signed(Issuer.header("RS256", "rsa-1").type(new JOSEObjectType("id+jwt")), payload, issuer.rsa));
        all.put("no typ", signed(Issuer.header("RS256", "rsa-1").type(null), payload, issuer.rsa));
        all.put("a header twice", byHand("{\"alg\":\"none\",\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}"));
    }

    private void claims() {
        Instant now = Instant.now();
        put("another issuer", issuer.claims().issuer("https://elsewhere.example"));
        put("an issuer with a slash more", issuer.claims().issuer(issuer.name() + "/"));
        put("no issuer", issuer.claims().issuer(null));
        put("another audience", issuer.claims().audience("https://elsewhere.example"));
        put("an audience that begins like ours", issuer.claims().audience(Issuer.AUDIENCE + ".elsewhere.example"));
        put("audiences without ours", issuer.claims().audience(List.of("a", "b")));
        put("an empty list of audiences", issuer.claims().claim("aud", List.of()));
        put("no audience", issuer.claims().audience((String) null));
        put("expired", issuer.claims().expirationTime(Date.from(now.minusSeconds(31))));
        put("expired long ago", issuer.claims().expirationTime(new Date(0)));
        put("no exp", issuer.claims().expirationTime(null));
        put("exp that is a text", issuer.claims().claim("exp", "tomorrow"));
        put("exp before all time", issuer.claims().claim("exp", -1));
        put("not yet valid", issuer.claims().notBeforeTime(Date.from(now.plusSeconds(60))));
        put("issued in the future", issuer.claims().issueTime(Date.from(now.plusSeconds(60))));
        put("iat that is a text", issuer.claims().claim("iat", "yesterday"));
        put("no subject", issuer.claims().subject(null));
        put("an empty subject", issuer.claims().subject(""));
        put("scopes that are an object", issuer.claims().claim("scope", Map.of("a", "b")));
        put("departments that are numbers", issuer.claims().claim("departments", List.of(1, 2)));
        String good = issuer.claims().build().toString();
        all.put("a claim twice", raw(good.replaceFirst("\\{", "{\"sub\":\"somebody-else\",")));
        all.put("a payload that is no JSON", raw("hello"));
        all.put("a payload that is a list", raw("[" + good + "]"));
        all.put("a payload nested deeply", raw("[".repeat(2000) + "]".repeat(2000)));
    }

    private void shapes() throws JOSEException {
        String token = issuer.token();
        String[] parts = parts();
        String head = parts[0];
        String body = parts[1];
        String signature = parts[2];
        all.put("without a signature", head + "." + body);
        all.put("with an empty signature", head + "." + body + ".");
        all.put("without a payload", head + ".." + signature);
        all.put("without a header", "." + body + "." + signature);
        all.put("the header only", head + ".");
        all.put("dots only", "..");
        all.put("a header cut short", head.substring(0, head.length() - 4) + "." + body + "." + signature);
        all.put("a payload cut short", head + "." + body.substring(0, body.length() - 4) + "." + signature);
        all.put("a signature cut short", token.substring(0, token.length() - 1));
        all.put(
                "the signature of another token",
                head + "." + body + "."
                        + issuer.token(issuer.claims().subject("x")).split("\\.")[2]);
        all.put("the payload changed", head + "." + encode(decode(body).replace("IN-KA", "IN-TN")) + "." + signature);
        all.put("the header changed", encode(decode(head) + " ") + "." + body + "." + signature);
        all.put("a part more", token + "." + signature);
        all.put("five parts", token + "." + body + "." + signature);
        for (int i = 0; i < 3; i++) {
            String what = List.of("header", "payload", "signature").get(i);
            all.put("a character that is not base64url in the " + what, with(parts, i, "!" + parts[i]));
            all.put("padding after the " + what, with(parts, i, parts[i] + "="));
            all.put("plain base64 in the " + what, with(parts, i, "+/" + parts[i].substring(2)));
            all.put("a percent sign in the " + what, with(parts, i, parts[i] + "%00"));
            all.put(
                    "a space within the " + what,
                    with(parts, i, parts[i].substring(0, 4) + " " + parts[i].substring(4)));
        }
        // 256 bytes end with four bits that mean nothing.
        int last = BASE64.indexOf(signature.charAt(signature.length() - 1));
        all.put("bits that mean nothing changed", token.substring(0, token.length() - 1) + BASE64.charAt(last ^ 1));
        all.put("in capitals", token.toUpperCase(Locale.ROOT));
        all.put("in small letters", token.toLowerCase(Locale.ROOT));
        all.put("twice", token + " " + token);
        all.put("in quotes", "\"" + token + "\"");
        all.put("a header that is no JSON", encode("hello") + "." + body + "." + signature);
        all.put("a header that is a list", encode("[]") + "." + body + "." + signature);
        all.put(
                "a header nested deeply",
                encode("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}") + "." + body + "." + signature);
        var encrypted = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                        .keyID("rsa-1")
                        .contentType("JWT")
                        .build(),
                new Payload(token));
        encrypted.encrypt(new RSAEncrypter(issuer.rsa.toRSAPublicKey()));
        all.put("encrypted", encrypted.serialize());
        all.put(
                "as JSON",
                "{\"payload\":\"" + body + "\",\"protected\":\"" + head + "\",\"signature\":\"" + signature
                        + "\",\"x\":0.1}");
    }

    private void put(String name, JWTClaimsSet.Builder claims) {
        all.put(name, raw(claims.build().toString()));
    }

    private String raw(String payload) {
        return signed(Issuer.header("RS256", "rsa-1"), payload, issuer.rsa);
    }

    private static String signed(JWSHeader.Builder header, String payload, RSAKey key) {
        return Issuer.sign(header.build(), payload, key);
    }

    /** A header as text, with a good signature of the provider. */
    private String byHand(String header) {
        String input = encode(header) + "." + encode(issuer.claims().build().toString());
        try {
            var plain = Issuer.header("RS256", "rsa-1").build();
            return input + "." + new RSASSASigner(issuer.rsa).sign(plain, input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] parts() {
        return issuer.token().split("\\.");
    }

    private static String with(String[] parts, int place, String part) {
        String[] changed = parts.clone();
        changed[place] = part;
        return String.join(".", changed);
    }

    private static String encode(String text) {
        return Base64URL.encode(text).toString();
    }

    private static String decode(String part) {
        return new Base64URL(part).decodeToString();
    }
}
