/**
 * Rounds: who goes to which seat, provably best, and why. Stands on the pool of {@code matching} and the solver of
 * {@code assignment}; keeps what a round found, and its proof.
 */
package org.prahari.allocation;
