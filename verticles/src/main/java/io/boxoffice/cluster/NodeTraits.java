package io.boxoffice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;
import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.shared.bus.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a node tells the others of itself when it joins.
 *
 * @param roles in the enum's order
 * @param version null where the build did not say
 */
public record NodeTraits(List<Role> roles, String version) {
  private static final String ROLES = "boxoffice.roles";
  private static final String VERSION = "boxoffice.version";

  public NodeTraits {
    roles = roles.stream().sorted().toList();
  }

  /** A node of this build with these roles. */
  public static NodeTraits of(Collection<Role> roles) {
    return new NodeTraits(
        List.copyOf(roles), NodeTraits.class.getPackage().getImplementationVersion());
  }

  /** What a member said; one that said nothing, or is of another release, has fewer traits. */
  static NodeTraits of(Member member) {
    String roles = member.getAttribute(ROLES);
    List<String> keys = roles == null ? List.of() : List.of(roles.split(",", -1));
    return new NodeTraits(
        Arrays.stream(Role.values()).filter(role -> keys.contains(role.key())).toList(),
        member.getAttribute(VERSION));
  }

  /** The other members with the role, each by the name that it has on the bus. */
  public static List<String> others(HazelcastInstance hazelcast, Role role) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> !member.localMember() && of(member).roles().contains(role))
        .map(member -> member.getUuid().toString())
        .toList();
  }

  /** This member's name on the bus. */
  public static String self(HazelcastInstance hazelcast) {
    return hazelcast.getCluster().getLocalMember().getUuid().toString();
  }

  void writeTo(MemberAttributeConfig attributes) {
    attributes.setAttribute(ROLES, roles.stream().map(Role::key).collect(Collectors.joining(",")));
    if (version != null) {
      attributes.setAttribute(VERSION, version);
    }
  }
}
