// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/chest_film.h"

namespace phantom {

/// Outlines of the lungs, which findings need as well.
class LungOutline {
public:
    explicit LungOutline(const Thorax& thorax);

    /// |x| of the chest wall and of the mediastinum at height \p y, and the height of the
    /// diaphragm at \p across = |x|.
    float wall(float y) const { return m_wall.at(y); }
    float inner(float y) const { return m_inner.at(y); }
    float diaphragm(int side, float across) const
    {
        return m_diaphragm[std::size_t(side)].at(across);
    }
    /// Distance inside a curve |x| = \p curve(y), from the difference at the same height.
    static float upright(float difference, float slope)
    {
        return difference / std::sqrt(1 + slope * slope);
    }
    /// Distance inside the chest wall.
    float wallDepth(Point point) const;

private:
    Profile m_wall, m_wallScale, m_inner;
    std::array<Profile, 2> m_diaphragm;
};

/// Skin, soft tissue, lungs with their vessels, heart and mediastinum.
void paintSoftTissue(const Thorax& thorax, const LungOutline& outline, Film& film);
/// Ribs, spine, clavicles, scapulae and humeri; after the soft tissue.
void paintBones(const Thorax& thorax, const LungOutline& outline, Film& film);

} // namespace phantom
