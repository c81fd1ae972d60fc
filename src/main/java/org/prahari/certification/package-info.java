/** The catalogue of certifications: how they are earned, kept and renewed, and the roles they qualify for. */
package org.prahari.certification;
