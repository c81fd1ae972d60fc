/** Staffing gaps: the seats a facility cannot fill, and what they ask of whoever takes them. */
package org.prahari.gap;
