/** States and union territories with their languages and districts: what places and departments are named after. */
package org.prahari.region;
