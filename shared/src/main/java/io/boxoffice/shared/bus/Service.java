package io.boxoffice.shared.bus;

/**
 * The services behind the event bus: each has one address, and the role that serves it.
 *
 * <p>Accounts live beside the wallets (both are the customer's), the operators' calls beside the
 * reservations (both are the sale's), so that four roles are enough.
 */
public enum Service {
  QUEUE(Role.QUEUE),
  RESERVATION(Role.RESERVATION),
  ADMIN(Role.RESERVATION),
  WALLET(Role.WALLET),
  ACCOUNT(Role.WALLET);

  private final Role role;

  Service(Role role) {
    this.role = role;
  }

  /** A node with this role serves the service. */
  public Role role() {
    return role;
  }

  /** The address that all nodes of the role share; the bus picks one of them. */
  public String clusterAddress() {
    return "boxoffice." + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The address that only this node's own consumer listens on: no hop. */
  public String localAddress() {
    return clusterAddress() + ".local";
  }
}
