/**
 * Rounds: who goes to which seat, provably best, and why. Stands on the pool of {@code matching} and the solver of
 * {@code assignment}; keeps what a round found, and its proof. What is
 * tried on a round is the world of now and not that of its day: who has withdrawn consent since must take no part.
 */
package org.prahari.allocation;
