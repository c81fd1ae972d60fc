/** Hospitals, laboratories and data centres: where a department's gaps are. */
package org.prahari.facility;
