/**
 * What all trainees and gaps together tell: where people lack and of which kind, what will come, which way leads to a role.
 * {@link org.prahari.insight.Told} is for everybody and hides what is small; the same of a department's own is whole.
 * Nothing is written here.
 */
package org.prahari.insight;
