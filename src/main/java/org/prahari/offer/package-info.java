/** Offers: what a round found, put to the trainees; a seat is held until the answer, and is theirs once they accept. */
package org.prahari.offer;
