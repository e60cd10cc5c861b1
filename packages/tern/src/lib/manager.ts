import { writeDocumentation } from './documentation.ts';
import { defaultTolerance } from './endpoint.ts';
import { getPlatformAlgorithmConfig, lookUpProvider, supportedPlatforms } from './platform-config.ts';
import { platformFacts } from './platform-facts.ts';
import type { WebhookConfig, WebhookPlatform, WebhookVerificationResult } from './types.ts';
import { verifyRequest } from './verify.ts';

/** A platform's name. */
export type PlatformName = WebhookPlatform;

/** Verifies with, and tells about, every platform. There is one: {@link platformManager}. */
export class PlatformManager {
  private constructor() {}

  static readonly #instance: PlatformManager = new PlatformManager();

  /** The only one. */
  static getInstance(): PlatformManager {
    return PlatformManager.#instance;
  }

  /**
   * Verifies a request. Never rejects.
   *
   * @param request - not read yet
   * @param platform - its name
   * @param secret - the platform's
   */
  verify<TPayload = unknown>(
    request: Request,
    platform: PlatformName,
    secret: string,
  ): Promise<WebhookVerificationResult<TPayload>> {
    return verifyRequest(request, { platform, secret }) as Promise<WebhookVerificationResult<TPayload>>;
  }

  /**
   * A platform's configuration, without a secret.
   *
   * @param platform - its name
   * @returns null where it is not known
   */
  getConfig(platform: PlatformName): WebhookConfig | null {
    const provider = lookUpProvider(platform);
    if (!provider) return null;
    const toleranceInSeconds = defaultTolerance(platform, provider);
    const { signatureConfig } = getPlatformAlgorithmConfig(platform);
    return { platform, secret: '', toleranceInSeconds, signatureConfig };
  }

  /**
   * A page about a platform.
   *
   * @param platform - its name
   * @returns Markdown; null where it is not known
   */
  getDocumentation(platform: PlatformName): string | null {
    const provider = lookUpProvider(platform);
    if (!provider) return null;
    return writeDocumentation(platform, provider, getPlatformAlgorithmConfig(platform).signatureConfig);
  }

  /**
   * Signs deliveries as a platform would, and looks at what is made of them.
   *
   * @param platform - its name
   * @returns whether the genuine one is valid and no other is; false where the platform is not known
   */
  async runPlatformTests(platform: PlatformName): Promise<boolean> {
    const facts = await platformFacts(platform);
    return facts.length > 0 && facts.every(({ holds }) => holds);
  }

  /** The same for every platform of Tern's names. */
  async runAllTests(): Promise<boolean> {
    let all = true;
    for (const platform of supportedPlatforms()) all = (await this.runPlatformTests(platform)) && all;
    return all;
  }

  /** Tern's names that can be verified. */
  getSupportedPlatforms(): PlatformName[] {
    return [...supportedPlatforms()];
  }

  /** Whether a platform can be verified, by Tern's name or by that of its provider. */
  isPlatformSupported(platform: PlatformName): boolean {
    return lookUpProvider(platform) !== undefined;
  }
}

/** Verifies with, and tells about, every platform. */
export const platformManager: PlatformManager = PlatformManager.getInstance();
