/**
 * Which trainees fit a gap, in which order and why, and why not the others. {@link org.prahari.matching.Eligibility} and
 * {@link org.prahari.matching.Score} are pure and the truth; {@link org.prahari.matching.Pool} answers from memory.
 */
package org.prahari.matching;
