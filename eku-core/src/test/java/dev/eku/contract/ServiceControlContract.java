package dev.eku.contract;

/**
 * What {@link dev.eku.service.ServiceControl} means, as tests. A backend's test class implements {@link #services},
 * {@link #clock} and {@link #service}, makes that service behave as told, and declares what it cannot show as
 * {@link Limit}s.
 */
public interface ServiceControlContract extends ServiceStartContract, ServiceCommandContract, ServiceQueryContract {}
