package io.financeanalytics.local.sample;

/** How large a product is when shipped, which is what carriers and warehouses charge by. */
enum Parcel {
  SMALL(465, 285, 386),
  MEDIUM(845, 340, 587),
  LARGE(1_490, 495, 973),
  OVERSIZE(3_950, 1_150, 2_633);

  private final long carriageCents;
  private final long warehouseCents;
  private final long fbaCents;

  Parcel(long carriageCents, long warehouseCents, long fbaCents) {
    this.carriageCents = carriageCents;
    this.warehouseCents = warehouseCents;
    this.fbaCents = fbaCents;
  }

  /** What a carrier charges in the first year for one parcel within the country, in US cents. */
  long carriageCents() {
    return carriageCents;
  }

  /** What the third-party warehouse charges in the first year to pick and pack one unit. */
  long warehouseCents() {
    return warehouseCents;
  }

  /** What Amazon charges in the first year to store, pack and ship one unit. */
  long fbaCents() {
    return fbaCents;
  }
}
