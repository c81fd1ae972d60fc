package org.prahari.campaign;

import org.prahari.campaign.Question.Headers;

/**
 * One way to ask, in which all servers are compared.
 *
 * @param gzip whether the asker takes compressed answers
 * @param held whether the asker holds the answer already, and is told so
 * @param unasked whether this service is asked what nobody has asked before; the others are asked the mix
 */
record Case(String name, Headers headers, boolean gzip, boolean held, boolean unasked) {
    static final Case PLAIN = new Case("200, identity, 12 headers", Headers.TWELVE, false, false, false);
    static final Case GZIP = new Case("200, gzip, 12 headers", Headers.TWELVE, true, false, false);
    static final Case HELD = new Case("304, 12 headers", Headers.TWELVE, true, true, false);
    static final Case PLAIN_2 = new Case("200, identity, 2 headers", Headers.TWO, false, false, false);
    static final Case GZIP_2 = new Case("200, gzip, 2 headers", Headers.TWO, true, false, false);
    static final Case HELD_2 = new Case("304, 2 headers", Headers.TWO, false, true, false);
    static final Case UNASKED = new Case("never asked before, identity, 12 headers", Headers.TWELVE, false, false, true);
    static final Case UNASKED_GZIP = new Case("never asked before, gzip, 12 headers", Headers.TWELVE, true, false, true);

    Case logged() {
        return new Case(name + ", access log", headers, gzip, held, unasked);
    }
}
